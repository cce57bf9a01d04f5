#!/bin/sh
# Puts what was installed by the lock where the pages ask for it. Run by `make vendor`.
set -eu
cd "$(dirname "$0")"
to=../emuseum_lod/web/static/vendor
libs=node_modules/three/examples/jsm/libs
mkdir -p "$to/draco" "$to/basis"
cp node_modules/@google/model-viewer/dist/model-viewer.min.js "$to/"
cp $libs/draco/gltf/draco_decoder.js $libs/draco/gltf/draco_decoder.wasm $libs/draco/gltf/draco_wasm_wrapper.js "$to/draco/"
cp $libs/basis/basis_transcoder.js $libs/basis/basis_transcoder.wasm "$to/basis/"
cp node_modules/meshoptimizer/meshopt_decoder.js "$to/"
# Without the line that names a source map, which is not sent.
sed '/^\/\/# sourceMappingURL=/d' node_modules/@zazuko/yasqe/build/yasqe.min.js > "$to/yasqe.min.js"
cp node_modules/@zazuko/yasqe/build/yasqe.min.css "$to/"
cp licences/yasqe.txt "$to/yasqe.LICENSE.txt"
for name in @google/model-viewer three meshoptimizer codemirror; do
    cp "$(ls node_modules/$name/LICENSE* | head -1)" "$to/$(basename $name).LICENSE.txt"
done
