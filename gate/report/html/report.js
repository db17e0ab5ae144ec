// What scrolling alone does not give a large graph: zoom, drag with the mouse, pinch, and the fault
// in view from the start, as the carets in a narrow excerpt. Without it the page says all the same.
"use strict";

const smallest = 0.02;
const largest = 4;
const step = 1.25;

function makeUsable(frame) {
  const box = frame.querySelector(".graph");
  const svg = box.querySelector("svg");
  const width = svg.width.baseVal.value;
  const height = svg.height.baseVal.value;
  const faultY = Number(box.dataset.fault);
  let scale = 1;

  // Keeps the point at (x, y) of the box where it is.
  function zoomTo(wanted, x, y) {
    const next = Math.min(largest, Math.max(smallest, wanted));
    const left = (box.scrollLeft + x) / scale;
    const top = (box.scrollTop + y) / scale;
    scale = next;
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
    box.scrollLeft = left * scale - x;
    box.scrollTop = top * scale - y;
  }
  const zoomBy = (factor) => zoomTo(scale * factor, box.clientWidth / 2, box.clientHeight / 2);
  const toFault = () => {
    zoomTo(1, 0, 0);
    box.scrollTo(0, faultY - box.clientHeight / 2);
  };
  const actions = {
    in: () => zoomBy(step),
    out: () => zoomBy(1 / step),
    whole: () => zoomTo(Math.min(1, box.clientWidth / width, box.clientHeight / height), 0, 0),
    fault: toFault,
  };
  const keys = { "+": "in", "=": "in", "-": "out", 0: "fault" };

  const tools = frame.querySelector(".tools");
  if (width > box.clientWidth || height > box.clientHeight) tools.classList.add("ready");
  for (const button of tools.querySelectorAll("button")) {
    button.addEventListener("click", actions[button.dataset.graph]);
  }
  box.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    actions[action]();
  });
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const frameOfBox = box.getBoundingClientRect();
    zoomTo(scale * Math.exp(-event.deltaY / 300), event.clientX - frameOfBox.left, event.clientY - frameOfBox.top);
  }, { passive: false });
  dragWithMouse(box);
  pinch(box, () => scale, zoomTo);
  toFault();
}

// Fingers scroll by themselves.
function dragWithMouse(box) {
  let last = null;
  box.classList.add("grabbable");
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    last = event;
    box.setPointerCapture(event.pointerId);
    box.classList.add("grabbed");
  });
  box.addEventListener("pointermove", (event) => {
    if (last === null) return;
    box.scrollBy({ left: last.clientX - event.clientX, top: last.clientY - event.clientY, behavior: "instant" });
    last = event;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    box.addEventListener(end, () => {
      last = null;
      box.classList.remove("grabbed");
    });
  }
}

function pinch(box, currentScale, zoomTo) {
  let start = null;
  const apart = (touches) => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  box.addEventListener("touchstart", (event) => {
    start = event.touches.length === 2 ? { apart: apart(event.touches), scale: currentScale() } : null;
  }, { passive: true });
  box.addEventListener("touchmove", (event) => {
    if (start === null || event.touches.length !== 2) return;
    event.preventDefault();
    const frameOfBox = box.getBoundingClientRect();
    const x = (event.touches[0].clientX + event.touches[1].clientX) / 2 - frameOfBox.left;
    const y = (event.touches[0].clientY + event.touches[1].clientY) / 2 - frameOfBox.top;
    zoomTo((start.scale * apart(event.touches)) / start.apart, x, y);
  }, { passive: false });
  box.addEventListener("touchend", () => { start = null; });
}

// On a narrow screen what the carets point at may be far to the right.
function showCarets(excerpt) {
  const carets = excerpt.querySelector(".carets");
  if (carets === null) return;
  const start = excerpt.getBoundingClientRect().left;
  const { left, right } = carets.getBoundingClientRect();
  // Of many the first ones will do.
  const wanted = Math.min(right, left + excerpt.clientWidth / 2) - start;
  excerpt.scrollLeft = Math.max(0, wanted + 16 - excerpt.clientWidth);
}

document.querySelectorAll(".graph-frame").forEach(makeUsable);
document.querySelectorAll(".excerpt").forEach(showCarets);
