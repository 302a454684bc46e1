/**
 * The parts of pages: the page itself and its content security policy, the scripts and style sheets (resources
 * beside the classes), the data that scripts play, and {@link io.gradstep.viz.page.parts.StepperParts} for a page that
 * plays traces beside other content.
 */
@NullMarked
package io.gradstep.viz.page.parts;

import org.jspecify.annotations.NullMarked;
