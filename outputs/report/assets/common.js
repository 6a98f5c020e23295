// What all pages of the report share: the language, the help, keys, telling elements apart.
"use strict";

const duizhang = {
  language: "zh",

  /** The words of a key in the current language; `n` and `m` take the places of {n} and {m}. */
  say(key, n, m) {
    const words = window.duizhangStrings;
    const text = words[duizhang.language][key] ?? words.zh[key] ?? key;
    return text.replace("{n}", n ?? "").replace("{m}", m ?? "");
  },

  /** A new element: its text is text, never markup. */
  element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      if (key === "class") made.className = value;
      else if (key === "text") made.textContent = value;
      else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  },

  /** An element whose words follow the language. */
  words(name, key, properties = {}, n, m) {
    const made = duizhang.element(name, { ...properties, "data-t": key, text: duizhang.say(key, n, m) });
    if (n !== undefined) made.dataset.n = n;
    if (m !== undefined) made.dataset.m = m;
    return made;
  },

  /** An element that shows one of two texts, by the language. */
  both(name, chinese, english, properties = {}) {
    const text = duizhang.language === "zh" ? chinese : english;
    return duizhang.element(name, { ...properties, "data-zh": chinese, "data-en": english, text });
  },

  speak(language) {
    duizhang.language = language;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const one of document.querySelectorAll("[data-t]")) {
      one.textContent = duizhang.say(one.dataset.t, one.dataset.n, one.dataset.m);
    }
    for (const one of document.querySelectorAll("[data-zh]")) one.textContent = one.dataset[language];
    duizhang.tellTimes();
    for (const attribute of ["title", "placeholder", "aria-label"]) {
      for (const one of document.querySelectorAll(`[data-t-${attribute}]`)) {
        one.setAttribute(attribute, duizhang.say(one.getAttribute(`data-t-${attribute}`)));
      }
    }
    try { localStorage.setItem("duizhang-language", language); } catch { /* a browser that keeps nothing */ }
  },

  /** Moments in the reader's own time. */
  tellTimes() {
    const form = new Intl.DateTimeFormat(duizhang.language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
    for (const one of document.querySelectorAll("time")) {
      const moment = new Date(one.dateTime);
      if (!Number.isNaN(moment.getTime())) one.textContent = form.format(moment);
    }
  },

  /** Actions by key; a key typed into a field is not one, except Escape. */
  keys(actions) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.matches("input, textarea, select");
      const action = actions[event.key];
      if (!action || (typing && event.key !== "Escape")) return;
      if (document.querySelector("dialog[open]:not(#help)")) return;
      if (document.getElementById("help").open && event.key !== "?") return;
      if (event.key === "Enter" && event.target.matches("a, button")) return;
      event.preventDefault();
      if (typing) event.target.blur();
      action();
    });
  },

  help() {
    const dialog = document.getElementById("help");
    if (dialog.open) dialog.close();
    else dialog.showModal();
  },

  start() {
    let language = null;
    try { language = localStorage.getItem("duizhang-language"); } catch { /* as above */ }
    if (language === "en") duizhang.speak("en");
    else duizhang.tellTimes();
    const turn = () => duizhang.speak(duizhang.language === "zh" ? "en" : "zh");
    document.getElementById("language").addEventListener("click", turn);
    document.getElementById("keys").addEventListener("click", duizhang.help);
    document.getElementById("search")?.addEventListener("submit", (event) => event.preventDefault());
    duizhang.keys({ "?": duizhang.help, l: turn, "/": () => document.querySelector("#search input")?.focus() });
  },
};
duizhang.start();
