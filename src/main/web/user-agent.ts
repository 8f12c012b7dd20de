/** As the browser it is, without the names of Electron and of the application: sites turn unknown names away. */
export function plainUserAgent(userAgent: string): string {
  return userAgent.split(" ").filter((token) => /^(Mozilla|AppleWebKit|Chrome|Safari)\//.test(token) || !token.includes("/")).join(" ");
}
