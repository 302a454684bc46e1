/** The command {@code fit}: the report and the chart of an {@link io.gradstep.nn.fit.CurveFit}. */
@NullMarked
package io.gradstep.demos.fit;

import org.jspecify.annotations.NullMarked;
