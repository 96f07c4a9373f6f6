/** The two pages of flows, which are loaded together: whoever sees the list goes on to a flow. */
export { FlowPage } from "./FlowPage";
export { FlowsPage } from "./FlowsPage";
