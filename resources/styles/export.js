"use strict";
(() => {
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = Array.from(document.querySelectorAll("main > *"));
  let texts = null;
  const filter = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    texts = texts || parts.map((part) => fold(part.textContent));
    let shown = 0;
    parts.forEach((part, index) => {
      const fits = words.every((word) => texts[index].includes(word));
      part.hidden = !fits;
      shown += fits;
      if (words.length) {
        part.querySelectorAll("details").forEach((fold_) => {
          const inner = fold(fold_.textContent);
          fold_.open = words.some((word) => inner.includes(word));
        });
      }
    });
    found.textContent = words.length ? `${shown} / ${parts.length}` : "";
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
})();
