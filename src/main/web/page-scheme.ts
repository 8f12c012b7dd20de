/** The scheme by which `page/page-main.ts` asks. Pages reach it too; it offers no more than `alert` and `print` do. */
export const pageScheme = "virtu-page";

export const pagePrivileges: Electron.CustomScheme = {
  scheme: pageScheme,
  // A page's own policy would else forbid the request; it is ours, not the page's.
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, bypassCSP: true },
};
