/** The engine's refusals as problem documents. */
@NullMarked
package io.groat.router.problem;

import org.jspecify.annotations.NullMarked;
