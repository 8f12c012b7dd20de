// @ts-check

/** Something that a person must mend before set-up can go on; the message is the whole sentence that she sees. */
export class SetUpProblem extends Error {}

/** @param {string} step */
export const say = (step) => console.log("· " + step);

/**
 * What went wrong while something was fetched, in words that say what to do.
 * @param {string} what
 * @param {string} output what the tool printed
 * @returns {SetUpProblem}
 */
export function fetchProblem(what, output) {
  if (/ENOSPC|No space left/i.test(output)) return new SetUpProblem(`The disk is full: free at least 2 GB and start again (${what}).`);
  if (/EINTEGRITY|sha512|checksum|zlib|unexpected end|corrupt|Hash Sum mismatch/i.test(output))
    return new SetUpProblem(`The download of ${what} was broken and nothing of it was kept: start again; if it happens twice, ask who looks after the network.`);
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|Temporary failure|Could not resolve/i.test(output))
    return new SetUpProblem(`There is no network for ${what}: check the cable or the address settings and start again.`);
  if (/EACCES|EPERM|Permission denied/i.test(output)) return new SetUpProblem(`This user may not write here (${what}): start again in a folder of your own.`);
  return new SetUpProblem(`Setting up ${what} did not work (${lastLine(output)}): start again, and send this line to the developers if it happens twice.`);
}

/** @param {string} output */
function lastLine(output) {
  const line = output.trim().split("\n").filter((text) => /error|fail|unable|cannot/i.test(text)).pop() || "no reason given";
  return line.replace(/\s+/g, " ").slice(0, 160);
}
