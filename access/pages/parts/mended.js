// What Streamlit's pages do not say to people who cannot see them, said in attributes.
// The page is drawn again and again, so an observer looks after every change.

/** A field to drop files on is a group of controls, not decoration. */
function nameDropzones() {
  for (const zone of document.querySelectorAll('[data-testid=stFileUploaderDropzone]')) {
    zone.setAttribute('role', 'group');
    zone.removeAttribute('tabindex'); // the button inside is what takes the focus
  }
}

/** The link of the page that is open. */
function markOpenPage() {
  for (const link of document.querySelectorAll('[data-testid=stPageLink-NavLink]')) {
    const open = link.closest('[class*=st-key-navigation-here]') !== null;
    if (open && !link.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
    if (!open && link.hasAttribute('aria-current')) link.removeAttribute('aria-current');
  }
}

function mend() {
  nameDropzones();
  markOpenPage();
}

export default function () {
  const observer = new MutationObserver(mend);
  observer.observe(document.body, { childList: true, subtree: true });
  mend();
  return () => observer.disconnect();
}
