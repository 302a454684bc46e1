/** Named tensors in safetensors files. */
@NullMarked
package io.gradstep.nn.io;

import org.jspecify.annotations.NullMarked;
