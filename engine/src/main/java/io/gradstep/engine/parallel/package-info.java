/** Independent pieces of work on several threads. */
@NullMarked
package io.gradstep.engine.parallel;

import org.jspecify.annotations.NullMarked;
