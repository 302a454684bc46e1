/** {@code gradstep notes}: the lecture notes on a terminal, and as a site with the playground. */
@NullMarked
package io.gradstep.demos.gallery;

import org.jspecify.annotations.NullMarked;
