@NullMarked
package io.groat.infra.training.measure;

import org.jspecify.annotations.NullMarked;
