/**
 * Stands in for classes of Java and of Gradstep that a page does not have, when TeaVM compiles the engine to
 * WebAssembly: {@link PageSubstitutions} says which for which. Nothing here runs on a Java machine.
 */
@NullMarked
package io.gradstep.demos.page;

import org.jspecify.annotations.NullMarked;
