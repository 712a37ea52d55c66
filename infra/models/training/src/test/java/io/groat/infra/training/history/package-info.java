@NullMarked
package io.groat.infra.training.history;

import org.jspecify.annotations.NullMarked;
