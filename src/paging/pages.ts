import { ResponseFormatError } from "../errors.ts";
import * as http from "../http/index.ts";
import type { RawPage } from "./page.ts";
import type { Place } from "./page-url.ts";
import type { Target } from "./target.ts";

/** How many pages in a row may be empty, or like earlier ones, until a list counts as endless. */
const MAX_EMPTY = 1000;
const MAX_LIKE_EARLIER = 10;

/**
 * Reads pages until the last. An empty page does not end a list; only a page without a next one does.
 *
 * @throws {@link ResponseFormatError} if the pages lead in a circle
 */
export async function* readPages<Item>(
  target: Target,
  start: Place,
  request: (place: Place) => Promise<RawPage<Item>>,
): AsyncGenerator<RawPage<Item>, void, undefined> {
  const isCircle = createCircleCheck(target);
  for (let place: Place | undefined = start; place;) {
    const page: RawPage<Item> = await request(place);
    if (isCircle(page))
      throw new ResponseFormatError(
        "The list leads back to an earlier page",
        http.responseContext(page.call),
      );
    yield page;
    place = page.next && { query: page.next };
  }
}

/**
 * Finds circles: a list that returns to an earlier place, or that goes on to new places whose pages are like earlier
 * ones. A few such pages are normal, because bindings may be added or removed meanwhile.
 */
function createCircleCheck({ operations: { list } }: Target) {
  const places = new Set<string>();
  const contents = new Set<string>();
  let likeEarlier = 0;
  let empty = 0;
  // Without an index, the first page is requested.
  const placeOf = ({ [list.paging.index]: index = 0, [list.paging.token]: token = "" }: http.QueryValues) =>
    `${String(index)} ${String(token)}`;
  return ({ content, query, next }: RawPage<unknown>): boolean => {
    places.add(placeOf(query));
    if (content === "") empty++;
    else if (contents.has(content)) likeEarlier++;
    else {
      empty = likeEarlier = 0;
      contents.add(content);
    }
    const isEndless = empty > MAX_EMPTY || likeEarlier > contents.size + MAX_LIKE_EARLIER;
    return next !== undefined && (isEndless || places.has(placeOf(next)));
  };
}
