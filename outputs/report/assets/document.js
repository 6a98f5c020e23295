// A document's page: boxes on the original, what a claim rests on, keys.
"use strict";

(() => {
  const { element, words, say } = duizhang;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const reading = byId("reading");
  const evidence = byId("evidence");
  const views = evidence.querySelector(".views");
  const lines = evidence.querySelector(".lines");
  const account = evidence.querySelector(".account");
  const pages = byId("pages");
  const pictured = (page) => page !== null && Object.hasOwn(data.pages, page);
  const NEAREST = 1.05; // pixels a point below which text is hard to read
  const SMALLEST = 0.78;
  const MOST_VIEWS = 3;
  const MOST_LINES = 8;
  const FEW = 4; // operands that are told one a line
  const MOST_NAMED = 30;
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

  // ---- boxes on the pages, drawn when a page comes near
  function rect(box, className, properties = {}) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const [x0, y0, x1, y1] = box;
    const around = 1.2;
    const values = { x: x0 - around, y: y0 - around, width: x1 - x0 + 2 * around, height: y1 - y0 + 2 * around, class: className, ...properties };
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    return made;
  }
  function titled(shape, text) {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = text;
    shape.append(title);
    return shape;
  }
  function drawBoxes(svg, page) {
    for (const thing of onPage.get(page) ?? []) {
      if (thing.claim) {
        const claim = data.claims[thing.claim];
        const shape = rect(thing.box, `claim-box v-${claim.verdict}`, { "data-claim": thing.claim });
        svg.append(titled(shape, `${claim.subject ?? ""} ${claim.number ?? ""}`));
      } else {
        const failed = uses.get(thing.fact).some((id) => data.checks[id]?.verdict === "fails");
        const shape = rect(thing.box, failed ? "fact-box failed" : "fact-box", { "data-fact-box": thing.fact });
        svg.append(titled(shape, `${data.facts[thing.fact].label} ${data.facts[thing.fact].number ?? ""}`));
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

  // ---- choosing a claim or a check
  const verdictOf = (id) => data.claims[id]?.verdict ?? data.checks[id]?.verdict ?? "supported";
  function goalsOf(id) {
    if (data.checks[id]) {
      return data.checks[id].facts.filter(([d, f]) => d === data.document && data.facts[f]).map(([, f]) => ({ fact: f, ...data.facts[f] }));
    }
    const link = data.links[id];
    const facts = (link?.facts ?? []).filter(([d, f]) => d === data.document && data.facts[f]).map(([, f]) => ({ fact: f, ...data.facts[f] }));
    const claims = (link?.claims ?? []).filter((c) => data.claims[c]).map((c) => ({ claim: c, ...data.claims[c] }));
    return [{ claim: id, main: true, ...data.claims[id] }, ...facts, ...claims];
  }
  function choose(id, follow = true) {
    if (!data.claims[id] && !data.checks[id]) return;
    chosen = id;
    history.replaceState(null, "", `#${id}`);
    document.body.classList.add("looking");
    forget();
    byId("back").hidden = !pictured(Number(Object.keys(data.pages)[0] ?? -1)) && document.body.classList.contains("with-pages");
    const goals = goalsOf(id);
    for (const goal of goals) {
      if (goal.fact) cellOf(goal.fact)?.classList.add("chosen");
      else markOf(goal.claim)?.classList.add(goal.main ? "chosen" : "operand");
    }
    document.querySelector(`[data-select="${CSS.escape(id)}"]`)?.classList.add("chosen");
    if (follow) {
      const target = data.claims[id] ? markOf(id) : cellOf(goals[0]?.fact ?? "");
      target?.scrollIntoView({ block: "center", inline: "center" });
    }
    tell(id, goals);
    evidence.hidden = false;
    show(id, goals);
    tellPage("");
  }
  function forget() {
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

  // ---- the places, one view a page (or a piece of the text where there are no pages)
  function show(id, goals) {
    views.replaceChildren();
    const groups = new Map();
    for (const goal of goals) {
      const key = pictured(goal.page) ? `page ${goal.page}` : goal.fact ? `table ${goal.table}` : `text ${goal.claim}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(goal);
    }
    const all = [...groups.values()];
    for (const group of all.slice(0, MOST_VIEWS)) views.append(view(group, id, all.length > 1));
    for (const made of views.children) settle(made);
    drawLines(id);
    if (all.length > MOST_VIEWS) account.append(words("p", "more_pages", { class: "because" }, all.length - MOST_VIEWS));
  }
  function view(group, id, several) {
    const first = group[0];
    const ofClaim = group.every((goal) => goal.claim);
    const frame = element("div", { class: "frame", tabindex: "0" });
    const source = words("span", group.some((goal) => goal.main) ? "text_source" : first.fact ? "table_source" : "text_source");
    const title = group.find((goal) => goal.fact)?.title ?? "";
    const header = element("header", {}, source, first.page === null ? null : words("span", "page_n", {}, first.page), element("b", { text: title }));
    if (pictured(first.page)) {
      header.append(words("button", "open_page", { type: "button", class: "quiet", onclick: () => goTo(first.page) }));
      frame.append(sheet(first.page, group, id));
    } else {
      frame.append(excerpt(first, group, id));
    }
    const made = element("div", { class: several && ofClaim && group[0].main ? "view of-claim" : several && group.length < 3 && !data.claims[id] ? "view few" : "view" }, header, frame);
    frame.addEventListener("scroll", () => requestAnimationFrame(() => drawLines(id)), { passive: true });
    return made;
  }
  function sheet(page, group, id) {
    const [width, height] = data.pages[page];
    const picture = byId(`page-${page}`).querySelector("img");
    const svg = byId(`page-${page}`).querySelector("svg").cloneNode(false);
    for (const goal of group) {
      if (goal.claim) for (const [on, box] of goal.lines ?? []) if (on === page) svg.append(rect(box, "line-box"));
    }
    for (const goal of group) {
      if (!goal.box) continue;
      const kind = goal.claim ? { "data-claim": goal.claim } : { "data-fact-box": goal.fact };
      svg.append(titled(rect(goal.box, `goal v-${verdictOf(id)}`, kind), goal.number ?? ""));
    }
    const image = element("img", { src: picture.getAttribute("src"), width: Math.round(width), height: Math.round(height), alt: picture.alt });
    const made = element("div", { class: "sheet" }, image, svg);
    made.dataset.width = width;
    return made;
  }
  function excerpt(first, group, id) {
    const origin = first.fact ? cellOf(first.fact)?.closest("figure") : markOf(first.claim)?.closest("p, figure");
    const copy = origin ? origin.cloneNode(true) : element("p", { text: first.anchor ?? "" });
    copy.removeAttribute("id");
    for (const one of copy.querySelectorAll(".chosen, .operand")) one.classList.remove("chosen", "operand");
    for (const goal of group) {
      const target = goal.claim ? markOf(goal.claim, copy) : cellOf(goal.fact, copy);
      target?.classList.add("goal", `v-${verdictOf(id)}`);
    }
    return element("div", { class: "excerpt" }, copy);
  }
  /** Make a view's places readable and bring them into sight. */
  function settle(made) {
    const frame = made.querySelector(".frame");
    const paper = frame.querySelector(".sheet");
    const goals = [...made.querySelectorAll(".goal")];
    if (!goals.length) return;
    if (paper) {
      const width = Number(paper.dataset.width);
      const boxes = goals.map((goal) => goal.getBBox());
      const tall = Math.max(...boxes.map((b) => b.y + b.height)) - Math.min(...boxes.map((b) => b.y));
      let scale = Math.max(frame.clientWidth / width, NEAREST) * zoom;
      // Places far apart: smaller, as long as it can be read.
      if (goals.length > 1) scale = Math.min(scale, Math.max((frame.clientHeight - 24) / tall, SMALLEST));
      paper.style.width = `${width * scale}px`;
      paper.style.margin = "0 auto";
    }
    const outer = frame.getBoundingClientRect();
    const rects = goals.map((goal) => goal.getBoundingClientRect());
    const margin = 24;
    const extent = (low, high, size) => {
      const start = Math.min(...rects.map((r) => r[low]));
      const end = Math.max(...rects.map((r) => r[high]));
      // What does not fit shows its first place.
      return end - start <= size - margin ? [start, end] : [rects[0][low], rects[0][high]];
    };
    const [top, bottom] = extent("top", "bottom", outer.height);
    frame.scrollTop += (top + bottom) / 2 - (outer.top + outer.bottom) / 2;
    // Across, the middle of the page, as far as the places allow it.
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
    const moved = frame.scrollLeft;
    const [left, right] = extent("left", "right", outer.width).map((edge) => edge - moved);
    if (right + margin > outer.right) frame.scrollLeft += right + margin - outer.right;
    if (left - margin < outer.left) frame.scrollLeft += left - margin - outer.left;
  }
  function drawLines(id) {
    lines.replaceChildren();
    lines.setAttribute("class", `lines v-${verdictOf(id)}`);
    const goals = [...views.querySelectorAll(".goal")];
    const main = data.claims[id] ? goals.find((goal) => goal.dataset.claim === id || goal.dataset.claims?.split(" ").includes(id)) : goals[0];
    if (!main || goals.length < 2 || goals.length - 1 > MOST_LINES) return;
    const origin = evidence.getBoundingClientRect();
    const visible = (goal) => {
      const box = goal.getBoundingClientRect();
      const frame = goal.closest(".frame").getBoundingClientRect();
      const within = (value, low, high) => Math.min(Math.max(value, low), high);
      return {
        x: within((box.left + box.right) / 2, frame.left, frame.right) - origin.left,
        top: within(box.top, frame.top, frame.bottom) - origin.top,
        bottom: within(box.bottom, frame.top, frame.bottom) - origin.top,
        left: within(box.left, frame.left, frame.right) - origin.left,
        right: within(box.right, frame.left, frame.right) - origin.left,
      };
    };
    const from = visible(main);
    for (const goal of goals) {
      const to = visible(goal);
      // A line to what is scrolled out of sight would lead nowhere.
      if (goal === main || to.bottom - to.top < 2 || to.right - to.left < 2) continue;
      let path;
      let ends;
      if (to.top >= from.bottom || from.top >= to.bottom) {
        const below = to.top >= from.bottom;
        const [y0, y1] = below ? [from.bottom, to.top] : [from.top, to.bottom];
        const bend = (y1 - y0) / 2;
        path = `M${from.x},${y0} C${from.x},${y0 + bend} ${to.x},${y1 - bend} ${to.x},${y1}`;
        ends = [[from.x, y0], [to.x, y1]];
      } else {
        const right = to.left >= from.right;
        const [x0, x1] = right ? [from.right, to.left] : [from.left, to.right];
        const [y0, y1] = [(from.top + from.bottom) / 2, (to.top + to.bottom) / 2];
        path = `M${x0},${y0} L${x1},${y1}`;
        ends = [[x0, y0], [x1, y1]];
      }
      const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
      shape.setAttribute("d", path);
      lines.append(shape);
      for (const [cx, cy] of ends) {
        const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
        for (const [key, value] of Object.entries({ cx, cy, r: 3 })) dot.setAttribute(key, value);
        lines.append(dot);
      }
    }
  }

  // ---- the account of it
  function tell(id, goals) {
    const claim = data.claims[id];
    const record = claim ? data.links[id] ?? {} : data.checks[id];
    const vocabulary = claim ? "verdict" : "check_verdict";
    const tone = claim ? claim.verdict : record.verdict;
    const list = data.findings.includes(id) ? data.findings : claimOrder;
    const step = list === data.findings ? nextFinding : nextClaim;
    const badge = element("span", { class: `badge v-${tone}` }, words("span", `${vocabulary}.${tone}`));
    const steps = element("span", { class: "steps" },
      words("button", "previous", { type: "button", class: "quiet", onclick: () => step(-1) }),
      `${list.indexOf(id) + 1} / ${list.length}`,
      words("button", "next", { type: "button", class: "quiet", onclick: () => step(1) }));
    account.replaceChildren(element("p", { class: "top" }, badge, several(id), steps));
    account.append(element("p", { class: "sentence", text: record.explanation ?? claim?.subject ?? "" }));
    const sums = claim
      ? [["said", claim.number], ["given", record.given], ["difference", record.difference], ["tolerance", record.tolerance && `± ${record.tolerance}`], ["confidence", typeof record.confidence === "number" ? `${Math.round(record.confidence * 100)}%` : null]]
      : [["found", record.actual], ["expected", record.expected], ["difference", record.difference], ["tolerance", record.tolerance && `± ${record.tolerance}`]];
    account.append(element("dl", { class: "sums" }, ...sums.filter(([, value]) => value).map(([key, value]) =>
      element("div", {}, words("dt", key), element("dd", { class: key === "difference" && (tone === "contradicted" || tone === "fails") ? "off" : null, text: value })))));
    if (record.formula && record.relation !== "equals") {
      account.append(element("p", { class: "formula" }, words("span", `relation.${record.relation}`), `  ${record.formula} = ${record.computed}`));
    }
    const operands = goals.filter((goal) => !goal.main);
    if (operands.length > FEW) {
      const named = operands.slice(0, MOST_NAMED).map((goal) => `${goal.label?.split(" · ")[0] ?? goal.subject ?? ""} ${goal.number ?? ""}`);
      account.append(element("p", { class: "because", text: named.join("、") + (operands.length > MOST_NAMED ? "…" : "") }));
    } else if (operands.length) {
      account.append(element("ul", { class: "operands" }, ...operands.map((goal) =>
        element("li", {}, element("b", { text: goal.number ?? "" }), ` ${goal.fact ? [goal.title && `《${goal.title}》`, goal.label].filter(Boolean).join(" ") : goal.subject ?? ""} `, goal.page === null ? null : words("span", "page_n", {}, goal.page)))));
    }
    const others = (record.facts ?? []).filter(([documentId]) => documentId !== data.document);
    if (others.length) {
      account.append(element("p", { class: "because" }, words("span", "other_document"), `：${[...new Set(others.map(([d]) => data.files[d] ?? d))].join("、")}`));
      account.append(element("ul", { class: "operands" }, ...others.map(([documentId, id]) => {
        const fact = data.others[`${documentId}/${id}`] ?? {};
        const place = [fact.title && `《${fact.title}》`, fact.label].filter(Boolean).join(" ") || id;
        return element("li", {}, element("b", { text: fact.number ?? "" }), " ", data.linked.includes(documentId) ? element("a", { href: `${documentId}.html#f-${id}`, text: place }) : place);
      })));
    }
    const reason = claim?.reason && data.reasons[claim.reason];
    if (reason) account.append(element("p", { class: "because" }, words("span", "reason"), `：${reason}`));
    account.scrollTop = 0;
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
    if (target.dataset.select) choose(target.dataset.select);
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
    if (chosen) show(chosen, goalsOf(chosen));
  }
  byId("larger").addEventListener("click", () => enlarge(1.2));
  byId("smaller").addEventListener("click", () => enlarge(1 / 1.2));
  addEventListener("resize", () => { if (chosen) { for (const made of views.children) settle(made); drawLines(chosen); } });

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
    o: () => { location.href = "../index.html"; },
  });

  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (data.claims[id] || data.checks[id]) choose(id);
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
