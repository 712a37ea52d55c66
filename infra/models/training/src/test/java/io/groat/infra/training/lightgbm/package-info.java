@NullMarked
package io.groat.infra.training.lightgbm;

import org.jspecify.annotations.NullMarked;
