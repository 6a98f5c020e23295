// The places of what is chosen: one view a page, or a piece of the text where there are no pages.
"use strict";

/** How places are shown. `page` gives the document's data, and where claims and figures stand in the text. */
duizhang.places = (page) => {
  const { element, words } = duizhang;
  const { data, markOf, cellOf, pictured, goTo } = page;
  const byId = (id) => document.getElementById(id);
  const evidence = byId("evidence");
  const views = evidence.querySelector(".views");
  const lines = evidence.querySelector(".lines");
  const NEAREST = 1.05; // pixels a point below which text is hard to read
  const SMALLEST = 0.78;
  const MOST_VIEWS = 3;
  const MOST_LINES = 8;
  const MOST_LABELS = 3;
  let tone = "supported";
  let zoom = 1;

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

  /** Show places, the first ones first; how many pages are left out. */
  function show(goals, verdict) {
    tone = verdict;
    views.replaceChildren();
    const groups = new Map();
    for (const goal of goals) {
      const key = goal.other ? `other ${goal.other} ${goal.page}` : pictured(goal.page) && (goal.box || !goal.words) ? `page ${goal.page}` : goal.fact ? `table ${goal.table}` : `text ${goal.claim ?? goal.place ?? goal.words}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(goal);
    }
    const all = [...groups.values()];
    for (const group of all.slice(0, MOST_VIEWS)) views.append(view(group, all.length > 1));
    if (!all.length) views.append(words("p", "not_located", { class: "absent" }));
    for (const made of views.children) if (made.matches(".view")) settle(made);
    drawLines();
    return Math.max(all.length - MOST_VIEWS, 0);
  }
  function view(group, several) {
    const first = group[0];
    const ofText = group.every((goal) => !goal.fact);
    const frame = element("div", { class: "frame", tabindex: "0" });
    const source = words("span", first.other ? "other_document" : group.some((goal) => goal.fact) && !group.some((goal) => goal.main) ? "table_source" : "text_source");
    const title = group.find((goal) => goal.fact)?.title ?? (first.other ? data.files[first.other] : "");
    const header = element("header", {}, source, first.page === null || first.page === undefined ? null : words("span", "page_n", {}, first.page), element("b", { text: title }));
    if (first.other) {
      const size = data.pictured[first.other]?.[first.page];
      if (data.linked.includes(first.other)) header.append(element("a", { class: "quiet", href: `${first.other}.html#f-${first.fact}` }, words("span", "look")));
      frame.append(first.box && size ? canvas(`../pages/${first.other}/${first.page}.jpg`, size, "", group) : told(group));
    } else if (pictured(first.page) && (first.box || !first.words)) {
      header.append(words("button", "open_page", { type: "button", class: "quiet", onclick: () => goTo(first.page) }));
      frame.append(sheet(first.page, group));
    } else {
      if (pictured(first.page)) header.append(words("button", "open_page", { type: "button", class: "quiet", onclick: () => goTo(first.page) }));
      frame.append(excerpt(first, group));
    }
    const short = several && ofText ? "view of-claim" : several && group.length < 3 && ofText ? "view few" : "view";
    frame.addEventListener("scroll", () => requestAnimationFrame(drawLines), { passive: true });
    return element("div", { class: short }, header, labels(group), frame);
  }
  /** Row and column of the figures of a view, which stay in sight whatever is scrolled. */
  function labels(group) {
    const facts = group.filter((goal) => goal.fact);
    if (!facts.length || facts.length > MOST_LABELS) return null;
    return element("ul", { class: "labels" }, ...facts.map((goal) => element("li", {},
      goal.row ? element("span", {}, words("i", "row_label"), ` ${goal.row}`) : null,
      goal.column ? element("span", {}, words("i", "column_label"), ` ${goal.column}`) : null,
      element("b", { text: goal.number ?? "" }))));
  }
  /** A page's picture with the places on it. */
  function canvas(src, [width, height], alt, group) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "boxes");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const goal of group) {
      if (goal.claim) for (const [on, box] of goal.lines ?? []) if (on === goal.page) svg.append(rect(box, "line-box"));
    }
    drawGoals(svg, group);
    const image = element("img", { src, alt, width: Math.round(width), height: Math.round(height) });
    const made = element("div", { class: "sheet" }, image, svg);
    made.dataset.width = width;
    return made;
  }
  function drawGoals(svg, group) {
    for (const goal of group) {
      if (!goal.box) continue;
      const kind = goal.claim ? { "data-claim": goal.claim } : goal.fact ? { "data-fact-box": goal.fact } : {};
      svg.append(titled(rect(goal.box, `goal v-${tone}`, kind), goal.number ?? ""));
    }
  }
  function sheet(number, group) {
    const picture = byId(`page-${number}`).querySelector("img");
    return canvas(picture.getAttribute("src"), data.pages[number], picture.alt, group);
  }
  /** Figures whose page cannot be shown. */
  function told(group) {
    const rows = group.map((goal) => element("tr", {}, element("th", { text: goal.row ?? "" }), element("td", { text: goal.column ?? "" }), element("td", { class: `goal v-${tone}`, text: goal.number ?? "" })));
    return element("div", { class: "excerpt" }, element("figure", {}, element("table", {}, element("tbody", {}, ...rows))));
  }
  function excerpt(first, group) {
    const origin = first.words ? first.block.closest("figure") ?? first.block : first.fact ? cellOf(first.fact)?.closest("figure") : markOf(first.claim)?.closest("p, figure");
    const copy = origin ? origin.cloneNode(true) : element("p", { text: first.anchor ?? first.number ?? "" });
    copy.removeAttribute("id");
    for (const one of copy.querySelectorAll(".chosen, .operand")) one.classList.remove("chosen", "operand");
    for (const goal of group) {
      if (goal.words) { wrap(copy, goal.words)?.classList.add("goal", `v-${tone}`); continue; }
      const target = goal.claim ? markOf(goal.claim, copy) : cellOf(goal.fact, copy);
      target?.classList.add("goal", `v-${tone}`);
    }
    return element("div", { class: "excerpt" }, copy);
  }
  /** Put words, which may run over several elements, into one; spaces do not count. */
  function wrap(block, wanted) {
    const range = rangeOf(block, wanted);
    if (!range) return null;
    const made = element("span", { class: "located" });
    made.append(range.extractContents());
    range.insertNode(made);
    return made;
  }
  function rangeOf(block, wanted) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const at = [];
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let index = 0; index < node.data.length; index += 1) {
        if (/\s/.test(node.data[index])) continue;
        at.push([node, index]);
        text += node.data[index];
      }
    }
    const sought = wanted.replace(/\s/g, "");
    const start = text.indexOf(sought);
    if (start < 0 || !sought) return null;
    const range = document.createRange();
    range.setStart(...at[start]);
    const [node, index] = at[start + sought.length - 1];
    range.setEnd(node, index + 1);
    return range;
  }
  /** Make a view's places readable and bring them into sight. */
  function settle(made) {
    const frame = made.querySelector(".frame");
    const paper = frame.querySelector(".sheet");
    const goals = [...made.querySelectorAll(".goal")];
    if (paper && !goals.length && paper.dataset.width) paper.style.width = `${Number(paper.dataset.width) * Math.max(frame.clientWidth / Number(paper.dataset.width), SMALLEST) * zoom}px`;
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
  function drawLines() {
    lines.replaceChildren();
    lines.setAttribute("class", `lines v-${tone}`);
    const goals = [...views.querySelectorAll(".goal")];
    const main = goals[0];
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

  addEventListener("resize", () => { if (!evidence.hidden) { for (const made of views.children) if (made.matches(".view")) settle(made); drawLines(); } });
  return { show, rect, titled, rangeOf, enlarge: (value) => { zoom = value; } };
};
