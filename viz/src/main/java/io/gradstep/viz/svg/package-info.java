/** Writing SVG and PNG: a canvas, the colours of light and dark schemes, text widths, and the geometry of lines. */
@NullMarked
package io.gradstep.viz.svg;

import org.jspecify.annotations.NullMarked;
