/* Shows the slides of openbooks/presenter.py. Without it the page is a document to read. */
"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const slides = [...document.querySelectorAll(".slide")];
  const [deck, article, help] = ["deck", "article", "help"].map(byId);
  let at = 0, typed = "", began = 0, other = null, resting = 0, touched = null;

  const say = (text) => { byId("status").textContent = text; };
  const within = (number) => Math.min(Math.max(number, 0), slides.length - 1);
  const mode = () => root.dataset.mode;

  function hash(text) { history.replaceState(null, "", "#" + text); }

  function tell() {
    const heard = other && !other.closed ? other : window.opener;
    if (heard) heard.postMessage({ slide: at, black: "black" in root.dataset }, "*");
  }

  function go(number, quiet) {
    at = within(number);
    slides.forEach((slide, place) => slide.classList.toggle("now", place === at));
    if (mode() !== "read") hash(at + 1 + (window.opener && mode() === "notes" ? "n" : ""));
    say(slides[at].dataset.said);
    if (mode() === "overview") slides[at].querySelector(".pick").focus();
    if (!quiet) tell();
  }

  function enter(wanted) {
    root.dataset.mode = wanted;
    deck.hidden = wanted === "read";
    article.hidden = wanted !== "read";
    if (wanted !== "read" && !began) began = Date.now();
    if (wanted !== "overview" && deck.contains(document.activeElement)) document.activeElement.blur();
    if (wanted === "read") { hash("article"); say("阅读"); } else go(at, true);
    wake();
  }

  const toggle = (wanted) => enter(mode() === wanted ? "show" : wanted);

  function black(on, quiet) {
    if (on) root.dataset.black = ""; else delete root.dataset.black;
    say(on ? "黑屏，按任意键回来" : slides[at].dataset.said);
    if (!quiet) tell();
  }

  function full() {
    if (mode() === "read") enter("show");
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen().catch(() => say("浏览器不让全屏，请按 F11。"));
  }

  function theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    say(dark ? "浅色" : "深色");
  }

  function apart() {
    other = window.open(location.href.split("#")[0] + "#" + (at + 1) + "n", "openbooks-notes", "width=1100,height=720");
    if (!other) say("浏览器拦住了新窗口，请允许后再按一次；也可以按 N 在本窗口看讲稿。");
  }

  function asked() { if (help.open) help.close(); else help.showModal(); }

  function wake() {
    delete root.dataset.idle;
    clearTimeout(resting);
    resting = setTimeout(() => { root.dataset.idle = ""; }, 2500);
  }

  function jump(digit) {
    typed = digit === null ? "" : (typed + digit).slice(0, 4);
    if (typed) root.dataset.jump = ""; else delete root.dataset.jump;
    byId("jump").textContent = typed ? "到第 " + typed + " 张，按回车" : "";
  }

  /* In the overview up and down go by rows. */
  function beside(step) {
    const tops = slides.map((slide) => slide.offsetTop);
    const across = tops.filter((top) => top === tops[0]).length;
    return go(at + step * across);
  }

  const acts = {
    next: () => go(at + 1), back: () => go(at - 1), first: () => go(0), last: () => go(slides.length - 1),
    overview: () => toggle("overview"), notes: () => toggle("notes"), apart, black: () => black(true), theme, full, help: asked,
    read: () => toggle("read"),
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", Home: "first", End: "last",
    o: "overview", Escape: "overview", n: "notes", m: "apart", b: "black", ".": "black", t: "theme", f: "full", F5: "full",
    r: "read", "?": "help", h: "help",
  };
  const anywhere = new Set(["theme", "full", "read", "help"]);

  /* While an input method is on, the key is told by its place only. */
  function named(event) {
    if (event.key !== "Process") return event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const code = event.code.replace(/^(Key|Digit|Numpad)/, "");
    return { Space: " ", Period: "." }[code] || (code.length === 1 ? code.toLowerCase() : code);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const key = named(event), button = event.target.closest("button");
    if ("black" in root.dataset) { black(false); event.preventDefault(); return; }
    if (button && (key === "Enter" || key === " ")) return;
    let act = keys[key];
    if (mode() === "read" && !anywhere.has(act)) return;
    if (/^[0-9]$/.test(key)) { jump(key); return; }
    if (typed && key === "Enter") { const number = Number(typed) - 1; jump(null); go(number); return; }
    if (typed && key === "Escape") { jump(null); return; }
    if (!act) return;
    event.preventDefault();
    jump(null);
    if (key === " " && event.shiftKey) act = "back";
    if (key === "Escape" && mode() === "notes") act = "notes";
    if (mode() === "overview" && key === "ArrowDown") beside(1);
    else if (mode() === "overview" && key === "ArrowUp") beside(-1);
    else acts[act]();
  });

  document.addEventListener("click", (event) => {
    if ("black" in root.dataset) { black(false); return; }
    const button = event.target.closest("button");
    if (button && button.dataset.act) { acts[button.dataset.act](); return; }
    if (button && button.dataset.slide) { at = Number(button.dataset.slide); enter("show"); tell(); return; }
    if (mode() !== "show" || button || help.open || !getSelection().isCollapsed) return;
    const place = event.clientX / innerWidth;
    if (place < 0.3) go(at - 1); else if (place > 0.7) go(at + 1); else wake();
  });
  document.addEventListener("touchstart", (event) => { touched = event.changedTouches[0]; }, { passive: true });
  document.addEventListener("touchend", (event) => {
    const one = event.changedTouches[0];
    const moved = touched ? one.clientX - touched.clientX : 0;
    if (mode() === "show" && Math.abs(moved) > 50 && Math.abs(moved) > 2 * Math.abs(one.clientY - touched.clientY)) {
      go(at + (moved < 0 ? 1 : -1));
    }
  }, { passive: true });
  document.addEventListener("pointermove", wake);
  document.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("pick")) go(Number(event.target.dataset.slide), true);
  });
  window.addEventListener("message", (event) => {
    if (!event.source || (event.source !== other && event.source !== window.opener)) return;
    if (!event.data || !Number.isInteger(event.data.slide)) return;
    go(event.data.slide, true);
    if (!window.opener) black(Boolean(event.data.black), true);
  });
  window.addEventListener("hashchange", () => {
    const number = /^#([0-9]+)n?$/.exec(location.hash);
    if (number) { if (mode() === "read") enter("show"); go(Number(number[1]) - 1); }
  });
  setInterval(() => {
    const passed = began ? Math.floor((Date.now() - began) / 1000) : 0;
    byId("clock").textContent = "已讲 " + Math.floor(passed / 60) + " 分 " + String(passed % 60).padStart(2, "0") + " 秒";
  }, 1000);

  const wanted = /^#([0-9]+)(n?)$/.exec(location.hash);
  if (wanted) at = within(Number(wanted[1]) - 1);
  const anchor = location.hash && !wanted;
  enter(wanted ? (wanted[2] ? "notes" : "show") : !anchor && innerWidth >= 700 ? "show" : "read");
  if (anchor) { const target = byId(decodeURIComponent(location.hash.slice(1))); if (target) target.scrollIntoView(); }
})();
