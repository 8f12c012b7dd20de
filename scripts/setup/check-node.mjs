// @ts-check

/** The oldest Node that the packages' own install steps run on; the booth itself runs on the pinned Node 24. */
const LEAST = { major: 20, minor: 19 };

/**
 * Says in one sentence what to do when this Node is too old.
 * @param {string} version like `v20.19.0`
 * @returns {boolean}
 */
export function checkNode(version) {
  const parts = version.replace(/^v/, "").split(".").map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  const enough = major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor);
  if (!enough) {
    console.error("This is Node " + version + ", and the booth needs Node " + LEAST.major + "." + LEAST.minor + " or newer: install it (for example Debian package nodejs from the NodeSource or backports repository) and start again.");
  }
  return enough;
}
