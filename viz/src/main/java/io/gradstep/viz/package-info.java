/** Pictures of computation graphs: every value above its wire, every gradient below. */
@NullMarked
package io.gradstep.viz;

import org.jspecify.annotations.NullMarked;
