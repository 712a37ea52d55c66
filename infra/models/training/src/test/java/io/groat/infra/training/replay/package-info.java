@NullMarked
package io.groat.infra.training.replay;

import org.jspecify.annotations.NullMarked;
