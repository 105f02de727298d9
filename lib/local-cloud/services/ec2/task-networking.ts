import type { Clock } from '../../kernel/clock';
import type { TaskNetworking } from '../ports';
import type { Ec2State } from './state';

/** The port that ECS uses: interfaces in the given subnets, in turn. */
export function taskNetworking(state: Ec2State, clock: Pick<Clock, 'now'>): TaskNetworking {
  let turn = 0;
  return {
    attach(request) {
      const subnetId = request.subnets[turn++ % request.subnets.length] ?? '';
      const { id, subnet, macAddress, privateAddress, publicAddress } = state.createInterface({
        ...request,
        subnetId,
        now: clock.now(),
      });
      return {
        id,
        subnetId: subnet.id,
        availabilityZone: subnet.availabilityZone,
        macAddress,
        privateAddress,
        publicAddress,
      };
    },
    detach: (id) => void state.interfaces.delete(id),
  };
}
