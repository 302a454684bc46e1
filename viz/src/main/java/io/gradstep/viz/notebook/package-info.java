/**
 * Shows pictures, charts and pages in the cells of a Jupyter notebook. Its kernel JJava finds this package by a service
 * file; nothing else refers to it, so that everything works without JJava's library.
 */
@NullMarked
package io.gradstep.viz.notebook;

import org.jspecify.annotations.NullMarked;
