/** Who answers the help desk, whether at a counter or in a call centre. */
export const callRoles: readonly string[] = ["operator", "floor-manager", "call-agent"];

export const callPath = "/counter/calls";
