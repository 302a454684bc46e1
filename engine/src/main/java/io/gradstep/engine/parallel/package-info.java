/** Independent pieces of work on several threads or machines, and the merging of their results in order. */
@NullMarked
package io.gradstep.engine.parallel;

import org.jspecify.annotations.NullMarked;
