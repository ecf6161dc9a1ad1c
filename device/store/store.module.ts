import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { StoreConfig } from './store.config.ts';
import { openStore, STORE, type Store, type StoreSurroundings } from './store.ts';

/** Gives the opened store to every module by the token `STORE`, and closes it last. */
@Global()
@Module({})
export class StoreModule implements OnApplicationShutdown {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  static forRoot(config: StoreConfig, surroundings: StoreSurroundings): DynamicModule {
    return {
      module: StoreModule,
      providers: [{ provide: STORE, useFactory: () => openStore(config, surroundings) }],
      exports: [STORE],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#store.close();
  }
}
