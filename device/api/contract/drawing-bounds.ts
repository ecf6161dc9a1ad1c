/**
 * What a drawing may be made of. It stands apart from the drawing's schema because pages read it: the library of schemas
 * tries whether text may be run as code, which the policy of the pages forbids and every browser reports.
 */
export const DRAWING_COLOURS = ['lime', 'sky', 'amber', 'coral', 'white'] as const;
export type DrawingColour = (typeof DRAWING_COLOURS)[number];
export const SHAPES_MAX = 20;
export const FREEHAND_POINTS_MAX = 120;
/** Of all shapes of a note together. */
export const POINTS_MAX = 400;
