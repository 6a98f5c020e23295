// The overview: rows lead to their documents, a filter by words and years, keys through the findings.
"use strict";

(() => {
  const rows = [...document.querySelectorAll("tr[data-href]")];
  const findings = [...document.querySelectorAll(".findings-list tr[data-href]")];
  const input = document.querySelector("#search input");
  let at = -1;
  let year = null;

  const open = (row) => { if (row) location.href = row.dataset.href; };
  for (const row of rows) {
    row.addEventListener("click", (event) => {
      if (!event.target.closest("a") && !String(getSelection())) open(row);
    });
  }

  function filter() {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.dataset.text.toLowerCase();
      const fits = words.every((word) => text.includes(word)) && (year === null || text.includes(year));
      row.classList.toggle("hidden", !fits);
      shown += fits;
    }
    document.querySelector("#search output").textContent = words.length || year ? `${shown} / ${rows.length}` : "";
  }
  input.addEventListener("input", filter);
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.addEventListener("click", () => {
      year = year === button.dataset.filter ? null : button.dataset.filter;
      for (const one of document.querySelectorAll("[data-filter]")) {
        one.setAttribute("aria-pressed", String(one.dataset.filter === year));
      }
      filter();
    });
  }

  function step(by) {
    const visible = findings.filter((row) => !row.classList.contains("hidden"));
    if (!visible.length) return;
    findings[at]?.classList.remove("at");
    const next = Math.min(Math.max(visible.indexOf(findings[at]) + by, 0), visible.length - 1);
    at = findings.indexOf(visible[next]);
    findings[at].classList.add("at");
    findings[at].scrollIntoView({ block: "center" });
  }
  duizhang.keys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => open(findings[at]),
    Escape: () => { input.value = ""; year = null; filter(); },
  });
})();
