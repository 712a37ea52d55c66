@NullMarked
package io.groat.infra.training;

import org.jspecify.annotations.NullMarked;
