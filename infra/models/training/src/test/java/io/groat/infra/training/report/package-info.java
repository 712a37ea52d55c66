@NullMarked
package io.groat.infra.training.report;

import org.jspecify.annotations.NullMarked;
