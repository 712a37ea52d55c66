/** What honest people do with money, day by day. */
@NullMarked
package io.groat.infra.training.generate.habit;

import org.jspecify.annotations.NullMarked;
