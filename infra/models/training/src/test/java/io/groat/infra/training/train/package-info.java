@NullMarked
package io.groat.infra.training.train;

import org.jspecify.annotations.NullMarked;
