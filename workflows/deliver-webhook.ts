import { ActivityFailure, CancellationScope, setHandler } from '@temporalio/workflow';
import { deliverWebhook as post, giveUpWebhook } from './activities';
import { againSignal } from './contract';

/**
 * Tries to deliver an event to one endpoint for a day, then gives up. Asked again meanwhile, it does not wait for its
 * next try; what has become of the delivery in between, the activity sees.
 */
export async function deliverWebhook(deliveryId: number): Promise<void> {
  let asked = 1;
  let trying: CancellationScope | undefined;
  setHandler(againSignal, () => {
    asked += 1;
    trying?.cancel();
  });
  for (let heard = 0; heard < asked;) {
    heard = asked;
    trying = new CancellationScope();
    try {
      await trying.run(() =>
        post.executeWithOptions({ summary: `Post webhook delivery ${deliveryId}` }, [deliveryId]),
      );
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      // Called off for the next try, which is not to be given up.
      if (heard < asked) continue;
      await giveUpWebhook.executeWithOptions({ summary: `Give webhook delivery ${deliveryId} up` }, [
        deliveryId,
      ]);
    }
  }
}
