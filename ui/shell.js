// What the page needs and Streamlit has no setting for: French words for screen readers, announcements, where the reader looks.
const french = new Map(Object.entries(LABELS));
const translate = (element) => {
  const label = french.get(element.getAttribute("aria-label"));
  if (label) element.setAttribute("aria-label", label);
};
// The first link of the page, which leads past the menu, has its words as text.
const translateSkip = (link) => { link.textContent = french.get(link.textContent) ?? link.textContent; };

// One region that stays in the page: screen readers do not hear one that is drawn anew.
const announcements = document.createElement("div");
announcements.id = "annonces";
announcements.setAttribute("role", "status");
announcements.setAttribute("aria-live", "polite");
announcements.setAttribute("aria-atomic", "true");
announcements.style.cssText =
  "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
document.body.append(announcements);
let announced = "";
const announce = (element) => {
  const { announcement, turn } = element.dataset;
  if (turn + announcement === announced) return;
  announced = turn + announcement;
  announcements.textContent = announcement;
};

// A new question goes to the top of the window, so that its answer is read from its first word, until the reader moves.
let followed = null;
const leave = () => { followed = null; };
for (const move of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(move, leave, { passive: true });
const look = (element) => {
  if (element.matches(".typed")) followed = element;
  if (element.matches(".passage mark")) element.scrollIntoView({ block: "center" });
  if (element.matches("[data-announcement]")) announce(element);
};

new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    translate(target);
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      [node, ...node.querySelectorAll("[aria-label]")].forEach(translate);
      node.querySelectorAll("[data-testid=stSkipToContent]").forEach(translateSkip);
      [node, ...node.querySelectorAll(".typed, .passage mark, [data-announcement]")].forEach(look);
    }
  }
  if (followed?.isConnected) followed.scrollIntoView({ block: "start" });
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });
