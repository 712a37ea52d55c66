@NullMarked
package io.groat.infra.training.generate.random;

import org.jspecify.annotations.NullMarked;
