// The overview: findings and documents as lists that grow as they are scrolled; filters, order, numbers.
"use strict";

(() => {
  const { element, words, say, both, marks } = duizhang;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const form = byId("search");
  const AT_ONCE = 40;
  const VERDICTS = ["contradicted", "unverifiable", "rounding", "derivable", "supported"];
  const SURE = ["0.99", "0.95", "0.9"];
  const ORDERS = {
    worst: ["order_worst", (a, b) => grave(a) - grave(b) || (b.relative ?? -1) - (a.relative ?? -1)],
    severity: ["order_severity", (a, b) => grave(a) - grave(b) || nameOf(a.of).localeCompare(nameOf(b.of), "zh")],
    amount: ["order_amount", (a, b) => (b.amount ?? -1) - (a.amount ?? -1)],
    issuer: ["order_issuer", (a, b) => nameOf(a.of).localeCompare(nameOf(b.of), "zh")],
    year: ["order_year", (a, b) => (b.of.year ?? 0) - (a.of.year ?? 0)],
    sure: ["order_sure", (a, b) => (b.confidence ?? -1) - (a.confidence ?? -1)],
    rule: ["order_rule", (a, b) => a.rule.localeCompare(b.rule)],
  };
  const grave = (f) => (f.severity === "error" ? 0 : 1);
  const documents = new Map(data.documents.map((one) => [one.id, one]));
  const nameOf = (one) => one.issuer ?? one.file;
  const whereOf = (one) => [nameOf(one), one.year].filter(Boolean).join(" ");
  for (const one of data.documents) one.text = [one.issuer, one.year, one.file, one.region].join(" ").toLowerCase();
  for (const one of data.findings) {
    one.of = documents.get(one.document);
    one.text = [one.title, one.title_in_english, one.explanation, one.english, one.said, one.given].join(" ").toLowerCase();
  }
  const number = (value) => value.toLocaleString("en");
  const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

  // ---- choices of the filters
  const choice = (name) => form.elements[name];
  function offer(name, values, labelled) {
    const counted = [...values.entries()];
    choice(name).replaceChildren(words("option", "any", { value: "" }), ...counted.map(([value, n]) => {
      const made = labelled(value);
      made.value = value;
      if (n) made.dataset.count = n;
      return made;
    }));
    choice(name).closest("label").hidden = counted.length < 2;
  }
  const counts = (list, of) => {
    const found = new Map();
    for (const one of list) { const value = of(one); if (value !== null && value !== undefined) found.set(String(value), (found.get(String(value)) ?? 0) + 1); }
    return found;
  };
  const sorted = (map, by) => new Map([...map.entries()].sort(by));
  offer("severity", sorted(counts(data.findings, (f) => f.severity)), (v) => words("option", `grade.${v}`));
  offer("kind", counts(data.findings, (f) => f.kind), (v) => words("option", `finding_kind.${v}`));
  offer("rule", sorted(counts(data.findings, (f) => f.rule), (a, b) => b[1] - a[1]), (v) => (data.rules[v] ? both("option", ...data.rules[v]) : element("option", { text: v })));
  offer("issuer", sorted(counts(data.documents, (d) => d.issuer), (a, b) => a[0].localeCompare(b[0], "zh")), (v) => element("option", { text: v }));
  offer("year", sorted(counts(data.documents, (d) => d.year), (a, b) => b[0] - a[0]), (v) => element("option", { text: v }));
  offer("report", counts(data.documents, (d) => d.kind), (v) => words("option", `report_kind.${v}`));
  offer("state", new Map(["none", ...marks.STATES].map((s) => [s, 0])), (v) => words("option", v === "none" ? "unmarked" : `review_state.${v}`));
  offer("sure", new Map(SURE.map((s) => [s, 0])), (v) => element("option", {}, words("span", "at_least"), ` ${Math.round(v * 100)}%`));
  choice("order").replaceChildren(...Object.entries(ORDERS).map(([value, [key]]) => words("option", key, { value })));

  // ---- what fits
  let findings = [];
  let shownDocuments = [];
  function filter() {
    const asked = choice("words").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const value = Object.fromEntries(["severity", "kind", "rule", "issuer", "year", "report", "state", "sure"].map((name) => [name, choice(name).value]));
    const within = (d) => (!value.issuer || d.issuer === value.issuer) && (!value.year || String(d.year) === value.year) && (!value.report || d.kind === value.report);
    findings = data.findings.filter((f) => within(f.of)
      && (!value.severity || f.severity === value.severity) && (!value.kind || f.kind === value.kind)
      && (!value.rule || f.rule === value.rule) && (!value.sure || (f.confidence ?? 0) >= Number(value.sure))
      && (!value.state || (marks.get(f.id)?.state ?? "none") === value.state)
      && asked.every((word) => f.text.includes(word) || f.of.text.includes(word)));
    const [, order] = ORDERS[choice("order").value];
    findings.sort(order);
    const ofFindings = new Set(findings.map((f) => f.document));
    const narrowed = value.severity || value.kind || value.rule || value.state || value.sure;
    shownDocuments = data.documents.filter((d) => within(d)
      && (!narrowed || ofFindings.has(d.id))
      && (!asked.length || ofFindings.has(d.id) || asked.every((word) => d.text.includes(word))));
    at = -1;
    show();
  }
  function show() {
    const standing = findings.filter((f) => marks.get(f.id)?.state !== "false");
    byId("n-errors").textContent = number(standing.filter((f) => f.severity === "error").length);
    byId("n-notices").textContent = number(standing.filter((f) => f.severity === "notice").length);
    byId("n-documents").textContent = number(shownDocuments.length);
    const failed = shownDocuments.filter((d) => d.status === "failed").length;
    byId("n-failed").replaceChildren(...(failed ? [words("span", "failed_n", { class: "bad" }, number(failed))] : []));
    const counted = shownDocuments.filter((d) => d.counts); // each disclosure once
    const claims = sum(counted, (d) => sum(d.verdicts, (n) => n));
    const settled = claims - sum(counted, (d) => d.verdicts[1]);
    byId("n-claims").textContent = number(claims);
    byId("n-settled").replaceChildren(words("span", "settled_n", {}, number(settled)));
    byId("n-figures").textContent = number(sum(counted, (d) => d.figures));
    byId("n-checks").replaceChildren(words("span", "checks_n", {}, number(sum(counted, (d) => d.checks))));
    byId("findings-count").replaceChildren(words("span", "count_of", {}, number(findings.length), number(data.count)));
    byId("documents-count").replaceChildren(words("span", "count_of", {}, number(shownDocuments.length), number(data.documents.length)));
    const anything = shownDocuments.some((d) => d.checks || sum(d.verdicts, (n) => n) > d.verdicts[1]);
    const none = byId("none");
    none.hidden = findings.length > 0;
    none.replaceChildren(words("span", data.findings.length ? "none_left" : anything ? "all_hold" : "nothing_checked", {}, number(settled), number(claims)));
    grow(byId("findings-list"), findings, findingItem);
    grow(byId("documents-list"), shownDocuments, documentItem);
  }

  // ---- lists that grow when their end comes near
  const ends = new Map();
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) ends.get(entry.target)?.();
  }, { rootMargin: "800px 0px" });
  function grow(list, rows, item) {
    const end = list.nextElementSibling?.classList.contains("end") ? list.nextElementSibling : element("div", { class: "end" });
    if (!end.isConnected) list.after(end);
    list.replaceChildren();
    let drawn = 0;
    ends.set(end, () => {
      list.append(...rows.slice(drawn, drawn + AT_ONCE).map(item));
      drawn = Math.min(drawn + AT_ONCE, rows.length);
      near.unobserve(end);
      if (drawn < rows.length) near.observe(end);
    });
    ends.get(end)();
  }

  function findingItem(f) {
    const href = `documents/${f.document}.html#${f.id}`;
    const mark = element("span", { class: "mark-of", "data-mark": f.id }, marks.badge(f.id));
    const [said, given] = f.labels ?? [];
    const sums = said && (f.said || f.given)
      ? element("span", { class: "sums" },
        f.said ? element("span", {}, words("span", said), " ", element("b", { text: f.said })) : null,
        f.given ? element("span", {}, words("span", given), " ", element("b", { text: f.given })) : null,
        f.difference ? both("span", f.difference, f.difference_in_english, { class: "off" }) : null)
      : null;
    const made = element("li", { class: `s-${f.severity}`, "data-href": href },
      element("a", { class: "finding", href },
        both("span", f.title, f.title_in_english, { class: "title" }),
        element("span", { class: "at" }, words("span", `grade.${f.severity}`, { class: `tag s-${f.severity === "error" ? "error" : "warning"}` }), f.page === null ? null : words("span", "page_n", {}, f.page)),
        sums,
        both("span", f.explanation, f.english, { class: "why" }),
        element("span", { class: "where" }, whereOf(f.of), element("small", { text: f.of.file })),
        mark));
    made.classList.toggle("set-aside", marks.get(f.id)?.state === "false");
    return made;
  }

  function documentItem(d) {
    const total = sum(d.verdicts, (n) => n);
    const href = `documents/${d.id}.html`;
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [key, value] of Object.entries({ class: "coverage", viewBox: `0 0 ${total || 1} 1`, preserveAspectRatio: "none", "aria-hidden": "true" })) bar.setAttribute(key, value);
    let x = 0;
    d.verdicts.forEach((n, index) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [key, value] of Object.entries({ class: `v-${VERDICTS[index]}`, x, y: 0, width: n, height: 1 })) rect.setAttribute(key, value);
      x += n;
      bar.append(rect);
    });
    const reasons = d.reasons.map((reason) => both("span", ...reason));
    return element("li", { "data-href": href },
      element("span", { class: "title" }, element("a", { href, text: d.file })),
      element("span", { class: "who" }, d.issuer ?? words("span", "unknown"), d.year ? ` ${d.year} ` : " ", d.kind ? words("span", `report_kind.${d.kind}`) : null),
      element("span", { class: "outcome" },
        words("span", `status.${d.status}`, { class: d.status === "ok" ? "nil" : "bad" }),
        d.role === "primary" ? null : words("span", `document_role.${d.role}`, { class: "tag" }),
        element("span", {}, words("span", "grade.error"), " ", element("b", { class: d.errors ? "off" : "nil", text: d.errors })),
        element("span", {}, words("span", "grade.notice"), " ", element("b", { class: d.notices ? "" : "nil", text: d.notices })),
        element("span", {}, words("span", "claims"), ` ${number(total)}`)),
      total ? element("span", { class: "share" }, bar) : null,
      reasons.length ? element("span", { class: "reason-of bad" }, ...reasons) : null);
  }

  // ---- what is done
  let at = -1;
  const items = () => [...byId("findings-list").children];
  function step(by) {
    const all = items();
    if (!all.length) return;
    all[at]?.classList.remove("at");
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    all[at].classList.add("at");
    all[at].scrollIntoView({ block: "center" });
  }
  for (const list of [byId("findings-list"), byId("documents-list")]) {
    list.addEventListener("click", (event) => {
      const row = event.target.closest("li[data-href]");
      if (row && !event.target.closest("a") && !String(getSelection())) location.href = row.dataset.href;
    });
  }
  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.name === "words") waiting = setTimeout(filter, 120);
    else filter();
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  marks.onChange(filter);
  duizhang.keys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => { const row = items()[at]; if (row) location.href = row.dataset.href; },
    Escape: () => { form.reset(); },
  });
  filter();
})();
