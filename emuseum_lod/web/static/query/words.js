// The words of the page's language, as the page brings them (web/i18n, table query-view).
export class Words {
  constructor(messages, lang) {
    this.messages = messages;
    this.lang = lang;
    this.plural = new Intl.PluralRules(lang);
    this.numbers = new Intl.NumberFormat(lang, { maximumFractionDigits: 6 });
  }

  /** A message with its values filled in. */
  say(key, values = {}) {
    return fill(this.messages[key], values);
  }

  /** A message for a number of things. */
  count(key, n) {
    const forms = this.messages[key];
    return fill(forms[this.plural.select(n)] ?? forms.other, { n: this.number(n) });
  }

  number(n) {
    return this.numbers.format(n);
  }

  /** A year as it is read: -499 in astronomical years is 500 before the common era. */
  year(astronomical) {
    const year = Math.floor(astronomical);
    return year > 0 ? String(year) : this.say("bce", { year: 1 - year });
  }
}

function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? String(values[name]) : gap));
}
