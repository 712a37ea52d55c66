/** Refusals as problem documents: the one place where every error gets its form. */
@NullMarked
package io.groat.router.problem;

import org.jspecify.annotations.NullMarked;
