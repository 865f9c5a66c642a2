import { authorization, loopOver } from "./contender.ts";

/** Plain `fetch`. */
export const open = loopOver(async (url) => {
  const response = await fetch(url, { headers: { Authorization: authorization } });
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return response.json();
});
