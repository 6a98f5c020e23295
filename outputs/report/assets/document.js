// A document's page: what a finding, a claim or a figure rests on, marks, search, keys.
"use strict";

(() => {
  const { element, words, both, say, marks } = duizhang;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const reading = byId("reading");
  const evidence = byId("evidence");
  const account = evidence.querySelector(".account");
  const pages = byId("pages");
  const pictured = (page) => page !== null && Object.hasOwn(data.pages, page);
  const FEW = 4; // operands that are told one a line
  const MOST_NAMED = 30;
  const MOST_PLACES = 12; // of a finding that several checks show
  const claimOrder = Object.keys(data.claims);
  let chosen = null;
  let zoom = 1;

  // ---- what belongs to what
  const uses = new Map(); // figure -> claims and failed checks that rest on it, the worst first
  const add = (facts, id) => {
    for (const [documentId, fact] of facts) {
      if (documentId === data.document) uses.set(fact, [...(uses.get(fact) ?? []), id]);
    }
  };
  for (const [id, check] of Object.entries(data.checks)) if (check.verdict === "fails") add(check.facts, id);
  for (const [id, link] of Object.entries(data.links)) if (data.claims[id].verdict === "contradicted") add(link.facts, id);
  for (const [id, link] of Object.entries(data.links)) if (data.claims[id].verdict !== "contradicted") add(link.facts, id);
  const onPage = new Map();
  const place = (page, thing) => { if (!onPage.has(page)) onPage.set(page, []); onPage.get(page).push(thing); };
  for (const [id, fact] of Object.entries(data.facts)) if (fact.box && uses.has(id)) place(fact.page, { fact: id, box: fact.box });
  for (const id of claimOrder) if (data.claims[id].box) place(data.claims[id].page, { claim: id, box: data.claims[id].box });
  const markOf = (claim, root = document) => root.querySelector(`[data-claims~="${CSS.escape(claim)}"]`);
  const cellOf = (fact, root = document) => root.querySelector(`[data-fact="${CSS.escape(fact)}"]`);
  for (const cell of document.querySelectorAll(".fact")) if (uses.has(cell.dataset.fact)) cell.classList.add("linked");

  const owner = new Map(); // contradicted claim or failed check -> the finding that it alone shows
  for (const id of data.findings) {
    const shown = [...data.told[id].claims, ...data.told[id].checks];
    if (shown.length === 1) owner.set(shown[0], id);
  }
  const places = duizhang.places({ data, markOf, cellOf, pictured, goTo });
  const { rect, titled } = places;

  // ---- boxes on the pages, drawn when a page comes near
  function drawBoxes(svg, page) {
    for (const thing of onPage.get(page) ?? []) {
      if (thing.claim) {
        const claim = data.claims[thing.claim];
        const shape = rect(thing.box, `claim-box v-${claim.verdict}`, { "data-claim": thing.claim });
        svg.append(titled(shape, `${claim.subject ?? ""} ${claim.number ?? ""}`));
      } else {
        const failed = uses.get(thing.fact).some((id) => data.checks[id]?.verdict === "fails");
        const shape = rect(thing.box, failed ? "fact-box failed" : "fact-box", { "data-fact-box": thing.fact });
        svg.append(titled(shape, `${[data.facts[thing.fact].row, data.facts[thing.fact].column].filter(Boolean).join(" · ")} ${data.facts[thing.fact].number ?? ""}`));
      }
    }
    mute(svg);
  }
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      drawBoxes(entry.target.querySelector("svg"), Number(entry.target.dataset.page));
    }
  }, { root: pages, rootMargin: "100% 0px" });
  const seen = new IntersectionObserver((entries) => {
    const visible = entries.filter((entry) => entry.isIntersecting);
    if (visible.length && !chosen) tellPage(visible[0].target.dataset.page);
  }, { root: pages, rootMargin: "-45% 0px -45% 0px" });
  for (const page of document.querySelectorAll(".page")) { near.observe(page); seen.observe(page); }
  function tellPage(number) {
    byId("at").textContent = number ? `${number} / ${Object.keys(data.pages).length}` : "";
  }

  // ---- choosing a finding, a claim or a check
  const known = (id) => Boolean(data.told[id] ?? data.claims[id] ?? data.checks[id]);
  const verdictOf = (id) => (data.told[id] ? (data.told[id].severity === "error" ? "contradicted" : "unverifiable") : data.claims[id]?.verdict ?? data.checks[id]?.verdict ?? "supported");
  const factGoals = (facts) => facts.map(([d, f]) => (d === data.document ? data.facts[f] && { fact: f, ...data.facts[f] } : data.others[`${d}/${f}`] && { fact: f, other: d, ...data.others[`${d}/${f}`] })).filter(Boolean);
  const claimGoals = (claims) => claims.filter((c) => data.claims[c]).map((c) => ({ claim: c, ...data.claims[c] }));
  /** The places of a finding, a claim or a check; the first one is what it is about. */
  function goalsOf(id) {
    if (data.told[id]) return goalsOfFinding(data.told[id]);
    if (data.checks[id]) {
      const check = data.checks[id];
      const goals = [...claimGoals(check.claims), ...factGoals(check.facts)];
      return goals.length || !check.box || !pictured(check.page) ? goals : [{ page: check.page, box: check.box, main: true }];
    }
    const link = data.links[id];
    return [{ claim: id, main: true, ...data.claims[id] }, ...factGoals(link?.facts ?? []), ...claimGoals(link?.claims ?? [])];
  }
  function goalsOfFinding(told) {
    const root = told.root && data.facts[told.root] ? [{ fact: told.root, main: true, ...data.facts[told.root] }] : [];
    const found = new Map(root.map((goal) => [goal.fact, goal]));
    for (const part of [...told.claims, ...told.checks]) {
      const goals = goalsOf(part);
      if (found.size && found.size + goals.length > MOST_PLACES) continue;
      for (const goal of goals) {
        const key = `${goal.other ?? ""}${goal.claim ?? goal.fact ?? goal.box}`;
        if (!found.has(key)) found.set(key, goal);
      }
    }
    if (!found.size) return wordGoals(told);
    return [...found.values()];
  }
  /** Where the text has the words that an explanation quotes, for what no figure shows. */
  function wordGoals(told) {
    const goals = [];
    for (const wanted of told.words) {
      const blocks = [...reading.querySelectorAll(".chapter p, .chapter h2, .chapter h3, .chapter h4, .chapter h5, .chapter figcaption, .chapter td, .chapter th")].filter((block) => places.rangeOf(block, wanted));
      if (blocks.length) {
        const near = (block) => Math.abs(Number(block.closest(".chapter").dataset.page || 0) - (told.page ?? 0));
        const block = blocks.reduce((best, one) => (near(one) < near(best) ? one : best));
        goals.push({ words: wanted, block, place: block.closest("figure")?.id, page: told.page, box: told.box, main: !goals.length });
        if (told.kind !== "missing") break; // what is missing is missing at each place that is quoted
      }
    }
    if (goals.length && told.page && pictured(told.page)) goals.push({ page: told.page, box: told.box });
    if (goals.length) return goals;
    return told.page && pictured(told.page) ? [{ page: told.page, box: told.box, main: true }] : [];
  }
  function choose(wanted, follow = true) {
    const id = owner.get(wanted) ?? wanted;
    if (!known(id)) return;
    chosen = id;
    history.replaceState(null, "", `#${id}`);
    document.body.classList.add("looking");
    forget();
    byId("back").hidden = false;
    const goals = goalsOf(id);
    let target = null;
    for (const [index, goal] of goals.entries()) {
      const place = goal.other ? null : goal.fact ? cellOf(goal.fact) : goal.claim ? markOf(goal.claim) : goal.block;
      place?.classList.add(goal.fact || goal.main || index === 0 ? "chosen" : "operand");
      target ??= place;
    }
    light(goals.filter((goal) => goal.words).map((goal) => places.rangeOf(goal.block, goal.words)));
    document.querySelector(`[data-select="${CSS.escape(id)}"]`)?.classList.add("chosen");
    if (follow) target?.scrollIntoView({ block: "center", inline: "center" });
    tell(id, goals);
    evidence.hidden = false;
    show(id, goals);
    tellPage("");
  }
  function show(id, goals) {
    const more = places.show(goals, verdictOf(id));
    if (more) account.append(words("p", "more_pages", { class: "because" }, more));
  }
  function light(ranges) {
    if (ranges.length) globalThis.CSS?.highlights?.set("found-here", new Highlight(...ranges));
    else globalThis.CSS?.highlights?.delete("found-here");
  }
  function forget() {
    light([]);
    for (const one of document.querySelectorAll(".chosen, .operand")) one.classList.remove("chosen", "operand");
  }
  function close() {
    if (byId("help").open) { byId("help").close(); return; }
    const page = chosen && goalsOf(chosen)[0]?.page;
    chosen = null;
    evidence.hidden = true;
    byId("back").hidden = true;
    document.body.classList.remove("looking");
    forget();
    history.replaceState(null, "", location.pathname + location.search);
    if (page) goTo(page);
  }
  function goTo(page) {
    if (chosen) { chosen = null; close(); }
    byId(`page-${page}`)?.scrollIntoView({ block: "start" });
  }

  // ---- the account of it
  function tell(id, goals) {
    const told = data.told[id];
    const claim = data.claims[id] ?? (told?.claims.length === 1 && !told.checks.length ? data.claims[told.claims[0]] : null);
    const alone = told && told.claims.length + told.checks.length === 1 ? [...told.claims, ...told.checks][0] : id;
    const record = data.links[alone] ?? data.checks[alone] ?? {};
    const list = told ? data.findings : claimOrder;
    const step = told ? nextFinding : nextClaim;
    const badge = told
      ? element("span", { class: `badge v-${verdictOf(id)}` }, words("span", `grade.${told.severity}`))
      : element("span", { class: `badge v-${verdictOf(id)}` }, words("span", `${data.claims[id] ? "verdict" : "check_verdict"}.${verdictOf(id)}`));
    const steps = element("span", { class: "steps" },
      words("button", "previous", { type: "button", class: "quiet", onclick: () => step(-1) }),
      list.includes(id) ? `${list.indexOf(id) + 1} / ${list.length}` : "",
      words("button", "next", { type: "button", class: "quiet", onclick: () => step(1) }));
    account.replaceChildren(element("p", { class: "top" }, badge, told ? both("b", told.title, told.title_in_english) : several(id), steps));
    if (told) account.append(marks.control(data.document, id));
    const sentence = record.explanation ?? claim?.subject ?? "";
    account.append(told ? both("p", told.explanation, told.english, { class: "sentence" }) : element("p", { class: "sentence", text: sentence }));
    const sure = told?.confidence ?? record.confidence;
    const sums = [
      ...(told ? numbersOf(told) : data.claims[id]
        ? [["said", claim.number], ["given", record.given], ["difference", record.difference]]
        : [["found", record.actual], ["expected", record.expected], ["difference", record.difference]]),
      ["tolerance", record.tolerance && `± ${record.tolerance}`],
      ["confidence", typeof sure === "number" ? `${Math.round(sure * 100)}%` : null],
    ];
    const apart = ["contradicted", "fails"].includes(verdictOf(id));
    account.append(element("dl", { class: "sums" }, ...sums.filter(([, value]) => value).map(([key, value, english]) =>
      element("div", {}, words("dt", key), both("dd", value, english ?? value, { class: key === "difference" && apart ? "off" : null })))));
    if (record.formula && record.relation !== "equals") {
      account.append(element("p", { class: "formula" }, words("span", `relation.${record.relation}`), `  ${record.formula} = ${record.computed}`));
    }
    const operands = goals.filter((goal) => !goal.main && (goal.fact || goal.claim));
    const placeOf = (goal) => (goal.fact ? [goal.title && `《${goal.title}》`, goal.row, goal.column].filter(Boolean).join(" ") : goal.subject ?? "");
    if (operands.length > FEW) {
      const named = operands.slice(0, MOST_NAMED).map((goal) => `${goal.row ?? goal.subject ?? ""} ${goal.number ?? ""}`);
      account.append(element("p", { class: "because", text: named.join("、") + (operands.length > MOST_NAMED ? "…" : "") }));
    } else if (operands.length) {
      account.append(element("ul", { class: "operands" }, ...operands.map((goal) => {
        const where = placeOf(goal);
        return element("li", {}, element("b", { text: goal.number ?? "" }), " ",
          goal.other ? words("span", "other_document") : null, goal.other ? `（${data.files[goal.other] ?? goal.other}）` : null,
          goal.other && data.linked.includes(goal.other) ? element("a", { href: `${goal.other}.html#f-${goal.fact}`, text: where }) : where, " ",
          goal.page === null ? null : words("span", "page_n", {}, goal.page));
      })));
    }
    if (told && told.claims.length + told.checks.length > 1) {
      const parts = [...told.claims, ...told.checks].map((one) => element("li", {}, element("button", { type: "button", class: "link", onclick: () => choose(one), text: data.links[one]?.explanation ?? data.checks[one]?.explanation ?? one })));
      account.append(words("p", "evidence", { class: "because" }), element("ul", { class: "parts" }, ...parts));
    }
    if (told?.ground) account.append(element("p", { class: "because" }, words("span", "ground"), " ", told.ground));
    const reason = claim?.reason && data.reasons[claim.reason];
    if (reason) account.append(element("p", { class: "because" }, words("span", "reason"), " ", reason));
    account.scrollTop = 0;
  }
  function numbersOf(told) {
    const [said, given] = told.labels ?? [];
    return said ? [[said, told.said], [given, told.given], ["difference", told.difference, told.difference_in_english]] : [];
  }
  /** Buttons for the claims that share one number (收、支总计均为…). */
  function several(id) {
    const together = data.claims[id] ? markOf(id)?.dataset.claims.split(" ") ?? [] : [];
    if (together.length < 2) return null;
    return element("span", { class: "several" }, ...together.map((one) =>
      element("button", { type: "button", class: "chip", "aria-pressed": String(one === id), text: data.claims[one].subject ?? one, onclick: () => choose(one, false) })));
  }

  // ---- stepping through
  function stepIn(list, by) {
    if (!list.length) return;
    const at = list.indexOf(chosen);
    choose(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length]);
  }
  const nextFinding = (by) => stepIn(data.findings, by);
  const nextClaim = (by) => stepIn(claimOrder, by);
  function nextChapter(by) {
    const top = reading.getBoundingClientRect().top;
    const parts = [...reading.querySelectorAll(".chapter, .part")];
    const offsets = parts.map((part) => part.getBoundingClientRect().top - top);
    const index = by > 0 ? offsets.findIndex((offset) => offset > 24) : offsets.findLastIndex((offset) => offset < -4);
    parts[index]?.scrollIntoView({ block: "start" });
  }

  // ---- muting verdicts
  const muted = new Set();
  function mute(root = document) {
    for (const one of root.querySelectorAll(".claim, .claim-box")) {
      one.classList.toggle("muted", [...muted].some((verdict) => one.classList.contains(`v-${verdict}`)));
    }
  }
  for (const chip of document.querySelectorAll(".legend [data-verdict]")) {
    chip.addEventListener("click", () => {
      const verdict = chip.dataset.verdict;
      if (!muted.delete(verdict)) muted.add(verdict);
      chip.setAttribute("aria-pressed", String(!muted.has(verdict)));
      mute();
    });
  }

  // ---- searching: over the text of each paragraph and cell, whatever elements it is made of
  const input = document.querySelector("#search input");
  const output = document.querySelector("#search output");
  let hits = [];
  let hit = -1;
  function search() {
    const wanted = input.value.trim().toLowerCase();
    hits = [];
    hit = -1;
    if (wanted) {
      for (const block of reading.querySelectorAll("p, td, th, dt, dd, li, h1, h2, h3, h4, h5, figcaption")) {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        const text = nodes.map((node) => node.data).join("").toLowerCase();
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
          hits.push(rangeIn(nodes, at, at + wanted.length));
        }
      }
    }
    globalThis.CSS?.highlights?.set("found", new Highlight(...hits));
    globalThis.CSS?.highlights?.delete("found-here");
    output.textContent = !wanted ? "" : hits.length ? `${hits.length}` : say("no_hits");
  }
  function rangeIn(nodes, start, end) {
    const range = document.createRange();
    let passed = 0;
    let begun = false;
    for (const node of nodes) {
      const length = node.data.length;
      if (!begun && start < passed + length) { range.setStart(node, start - passed); begun = true; }
      if (end <= passed + length) { range.setEnd(node, end - passed); break; }
      passed += length;
    }
    return range;
  }
  function nextHit(by) {
    if (!hits.length) return;
    hit = (hit + by + hits.length) % hits.length;
    globalThis.CSS?.highlights?.set("found-here", new Highlight(hits[hit]));
    hits[hit].startContainer.parentElement.scrollIntoView({ block: "center", inline: "center" });
    output.textContent = `${hit + 1} / ${hits.length}`;
  }
  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    clearTimeout(waiting);
    if (hit < 0) search();
    nextHit(event.shiftKey ? -1 : 1);
  });

  // ---- what is clicked
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-select], [data-claims], [data-claim], [data-fact], [data-fact-box], [data-go], #contents a");
    if (!target) return;
    if (target.dataset.go) { event.preventDefault(); goTo(target.dataset.go); return; }
    if (target.closest("#contents")) { byId("contents").classList.remove("open"); return; }
    if (target.dataset.select) { event.preventDefault(); choose(target.dataset.select); }
    else if (target.dataset.claims) choose(target.dataset.claims.split(" ")[0], Boolean(target.closest(".excerpt")));
    else if (target.dataset.claim) choose(target.dataset.claim);
    else useOf(target.dataset.fact ?? target.dataset.factBox, target);
  });
  /** Choose what rests on a figure: failed checks and contradictions first; else show its page. */
  function useOf(fact, cell) {
    const known = uses.get(fact);
    if (known) choose(known[(known.indexOf(chosen) + 1) % known.length], !cell.closest("#reading"));
    else showPageOf(cell);
  }
  function showPageOf(cell) {
    let row = cell.closest("tr");
    while (row && !row.dataset.page) row = row.previousElementSibling;
    goTo(row?.dataset.page ?? cell.closest("figure")?.querySelector("[data-go]")?.dataset.go);
  }
  reading.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark")) { event.preventDefault(); event.target.click(); }
  });
  byId("back").addEventListener("click", close);
  byId("menu").addEventListener("click", () => byId("contents").classList.toggle("open"));
  function enlarge(by) {
    zoom = Math.min(Math.max(zoom * by, 0.6), 3);
    pages.style.setProperty("--zoom", zoom);
    places.enlarge(zoom);
    if (chosen) show(chosen, goalsOf(chosen));
  }
  byId("larger").addEventListener("click", () => enlarge(1.2));
  byId("smaller").addEventListener("click", () => enlarge(1 / 1.2));

  // ---- marks
  function tellMarks() {
    for (const place of document.querySelectorAll("[data-mark]")) {
      const badge = marks.badge(place.dataset.mark);
      place.replaceChildren(...(badge ? [badge] : []));
      place.closest("li")?.classList.toggle("set-aside", marks.get(place.dataset.mark)?.state === "false");
    }
  }
  marks.onChange((id) => {
    tellMarks();
    if (id === null && chosen) tell(chosen, goalsOf(chosen));
  });
  tellMarks();

  // ---- where one is in the contents
  const contents = new Map([...document.querySelectorAll("#contents a")].map((link) => [link.getAttribute("href").slice(1), link]));
  const passing = new IntersectionObserver((entries) => {
    for (const entry of entries) contents.get(entry.target.id)?.classList.toggle("here", entry.isIntersecting);
  }, { root: reading, rootMargin: "0px 0px -70% 0px" });
  for (const part of reading.querySelectorAll(".chapter, .part")) passing.observe(part);

  duizhang.keys({
    j: () => nextFinding(1), k: () => nextFinding(-1),
    n: () => nextClaim(1), p: () => nextClaim(-1),
    "]": () => nextChapter(1), "[": () => nextChapter(-1),
    Escape: close,
    ...(data.alone ? {} : { o: () => { location.href = "../index.html"; } }),
  });

  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (known(id)) choose(id);
    else if (id.startsWith("page-")) goTo(id.slice(5));
    else if (id.startsWith("f-")) {
      const cell = cellOf(id.slice(2));
      if (!cell) return;
      showPageOf(cell);
      cell.classList.add("chosen");
      cell.scrollIntoView({ block: "center", inline: "center" });
    }
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
