@NullMarked
package io.groat.infra.training.generate;

import org.jspecify.annotations.NullMarked;
