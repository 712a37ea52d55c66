@NullMarked
package io.groat.infra.training.judge;

import org.jspecify.annotations.NullMarked;
