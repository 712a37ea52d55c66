/** What LightGBM has trained becomes a model as the fraud-scorer serves it. */
@NullMarked
package io.groat.infra.training.lightgbm;

import org.jspecify.annotations.NullMarked;
