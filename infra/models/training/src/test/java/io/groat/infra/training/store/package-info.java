@NullMarked
package io.groat.infra.training.store;

import org.jspecify.annotations.NullMarked;
