/** The rows of a list: a grid, or cards on a phone. What this window needs of the two is asked for at once, while the
 * page still asks what is in the list. */
import { later } from "~/ui/later";
import { isPhone } from "~/ui/phone";

export const Grid = later(async () => (await import("../grid/Grid")).Grid, null);
export const CardList = later(async () => (await import("./CardList")).CardList, null);

void (isPhone() ? CardList : Grid).bring().catch(() => undefined);
