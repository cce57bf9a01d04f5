// Tells the viewer where its decoders are (ours, never somebody else's), and says so when a model can't be shown.
// Runs before the viewer itself: it reads these settings when it is defined.
const viewer = document.querySelector("model-viewer");
const vendor = new URL(viewer.dataset.vendor, location).href;
self.ModelViewerElement = {
  dracoDecoderLocation: `${vendor}draco/`,
  ktx2TranscoderLocation: `${vendor}basis/`,
  meshoptDecoderLocation: `${vendor}meshopt_decoder.js`,
};
viewer.addEventListener("error", () => {
  document.querySelector(".failed").hidden = false;
});
