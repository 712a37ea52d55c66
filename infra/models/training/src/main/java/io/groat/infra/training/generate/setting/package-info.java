/** What somebody asks of a history. */
@NullMarked
package io.groat.infra.training.generate.setting;

import org.jspecify.annotations.NullMarked;
