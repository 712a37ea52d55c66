/** The demonstration that {@code infra/up --demo} runs: wallets, transfers, and proof that no money was lost. */
@NullMarked
package io.groat.infra.launcher.demo;

import org.jspecify.annotations.NullMarked;
