/** Samples to train on: tables of numbers, generators of classic toy problems, readers of CSV and IDX files. */
@NullMarked
package io.gradstep.nn.data;

import org.jspecify.annotations.NullMarked;
