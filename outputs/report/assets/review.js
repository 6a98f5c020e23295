// Marks on findings: kept in this browser, told by the report, saved to and loaded from review.json.
"use strict";

duizhang.marks = (() => {
  const { element, words, say } = duizhang;
  const KEY = "duizhang-marks";
  const WHO = "duizhang-who";
  const MADE_HERE = "duizhang-made-here";
  const STATES = ["confirmed", "false", "ask"];
  const told = window.duizhangMarks ?? { documents: [], reviews: [] };
  const marks = new Map(); // finding -> the newest mark, also one that was taken back (its state is null)
  const listeners = [];

  const fits = (mark) => mark && typeof mark.finding_id === "string" && typeof mark.document_id === "string"
    && (mark.state === null || STATES.includes(mark.state)) && typeof mark.when === "string";
  /** Take marks in; of two on one finding the newer one stands. How many were taken. */
  function take(found) {
    let taken = 0;
    for (const mark of found) {
      if (!fits(mark)) continue;
      const known = marks.get(mark.finding_id);
      if (known && Date.parse(known.when) > Date.parse(mark.when)) continue;
      const { document_id, finding_id, state, note, who, when } = mark;
      marks.set(finding_id, { document_id, finding_id, state, note: note || null, who: who || null, when });
      taken += 1;
    }
    return taken;
  }
  function kept(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }
  function keep(key, text) {
    try { localStorage.setItem(key, text); } catch { /* a browser that keeps nothing: the file does */ }
  }
  take(told.reviews);
  try { take(JSON.parse(kept(KEY) ?? "[]")); } catch { /* not ours */ }

  const madeHere = new Set();
  try { for (const id of JSON.parse(kept(MADE_HERE) ?? "[]")) madeHere.add(id); } catch { /* not ours */ }

  function tell(id) {
    keep(KEY, JSON.stringify([...marks.values()]));
    for (const listener of listeners) listener(id);
  }
  const get = (id) => {
    const mark = marks.get(id);
    return mark?.state ? mark : null;
  };
  function set(documentId, id, change) {
    const before = marks.get(id) ?? { document_id: documentId, finding_id: id, state: null, note: null };
    marks.set(id, { ...before, ...change, who: kept(WHO) || before.who || null, when: new Date().toISOString() });
    madeHere.add(id);
    keep(MADE_HERE, JSON.stringify([...madeHere]));
    tell(id);
  }

  /** Keep the reader's name, also with marks that were made here before it was given. */
  function sign(name) {
    keep(WHO, name);
    for (const mark of marks.values()) if (madeHere.has(mark.finding_id)) mark.who ||= name || null;
    tell(null);
  }

  /** The marks of this report, as a file holds them. */
  function file() {
    const own = new Set(told.documents);
    const reviews = [...marks.values()].filter((mark) => own.has(mark.document_id) && (mark.state || madeHere.has(mark.finding_id)));
    reviews.sort((a, b) => (a.document_id + a.finding_id < b.document_id + b.finding_id ? -1 : 1));
    return { format: "duizhang-review", reviews };
  }
  function save() {
    const content = file();
    const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
    element("a", { href: url, download: "review.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    say_("marks_saved", content.reviews.filter((mark) => mark.state).length);
  }
  async function load(chosen) {
    if (!chosen) return;
    let content = null;
    try { content = JSON.parse(await chosen.text()); } catch { /* told below */ }
    if (content?.format !== "duizhang-review" || !Array.isArray(content.reviews)) { say_("marks_unreadable"); return; }
    const taken = take(content.reviews);
    tell(null);
    say_("marks_loaded", taken);
  }
  function say_(key, n) {
    document.getElementById("marks-told").replaceChildren(words("span", key, {}, n));
  }

  /** A mark as it is shown beside its finding; nothing if there is none. */
  function badge(id) {
    const mark = get(id);
    if (!mark) return null;
    const title = [mark.who, mark.note].filter(Boolean).join("：");
    return element("span", { class: `mark-badge m-${mark.state}`, title: title || null },
      words("span", `review_state.${mark.state}`), mark.note ? element("i", { text: ` ${mark.note}` }) : null);
  }
  /** Buttons and a field to mark a finding with. */
  function control(documentId, id) {
    const note = element("input", { type: "text", maxlength: "500", "data-t-placeholder": "mark_note", placeholder: say("mark_note"), "data-t-aria-label": "mark_note", "aria-label": say("mark_note") });
    note.value = get(id)?.note ?? "";
    note.addEventListener("change", () => { if (get(id)) set(documentId, id, { note: note.value.trim() || null }); });
    const buttons = STATES.map((state) => words("button", `review_state.${state}`, {
      type: "button", class: `chip m-${state}`, "data-state": state, "aria-pressed": String(get(id)?.state === state),
      onclick: () => {
        const off = get(id)?.state === state;
        set(documentId, id, { state: off ? null : state, note: note.value.trim() || null });
        for (const one of buttons) one.setAttribute("aria-pressed", String(!off && one.dataset.state === state));
      },
    }));
    return element("div", { class: "marking" }, words("span", "mark"), ...buttons, note);
  }

  function start() {
    const dialog = document.getElementById("marks");
    document.getElementById("review")?.addEventListener("click", () => dialog.showModal());
    document.getElementById("save-marks").addEventListener("click", save);
    const chooser = document.getElementById("load-marks");
    chooser.addEventListener("change", async () => { await load(chooser.files[0]); chooser.value = ""; });
    const who = document.getElementById("who");
    who.value = kept(WHO) ?? "";
    who.addEventListener("change", () => sign(who.value.trim()));
  }
  start();
  return { STATES, get, control, badge, onChange: (listener) => listeners.push(listener) };
})();
